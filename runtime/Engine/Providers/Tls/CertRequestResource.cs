using System.Collections.Immutable;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Pkcs;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Tls.Keys;
using Pulumi.Engine.Providers.Tls.X509;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Tls;

/// <summary><c>tls:index/certRequest:CertRequest</c>, PKCS#10 (RFC 2986)</summary>
internal sealed class CertRequestResource : TlsResource
{
    public override InputSchema Schema { get; } = new(
    [
        .. AlternativeNames.Inputs,
        new InputProperty("privateKeyPem", InputKind.Text) { Required = true, Secret = true },
        SubjectInput.Property,
    ]);

    protected override ImmutableArray<string> Computed => ["certRequestPem", "keyAlgorithm"];

    public override CreateResult Create(PropertyMap inputs, Action<ProviderLog> log)
    {
        var key = InputKeys.Private(inputs, "privateKeyPem", "private key");
        var request = new Pkcs10CertificationRequest(Signatures.By(key), SubjectInput.Read(inputs), key.PublicKeyInfo, Attributes(AlternativeNames.From(inputs)));
        var der = request.GetDerEncoded();
        var id = Convert.ToHexStringLower(SHA1.HashData(der));
        return new CreateResult(id, WithDefaults(inputs)
            .With("id", new StringValue(id))
            .With("certRequestPem", new StringValue(Pem.Encode(Pem.CertificateRequest, der)))
            .With("keyAlgorithm", new StringValue(key.Algorithm)));
    }

    private static Asn1Set Attributes(AlternativeNames names)
    {
        if (names.ToExtension() is not { } extension)
            return DerSet.Empty;
        var extensions = new X509ExtensionsGenerator();
        extensions.AddExtension(X509Extensions.SubjectAlternativeName, false, extension);
        return new DerSet(new AttributePkcs(PkcsObjectIdentifiers.Pkcs9AtExtensionRequest, new DerSet(extensions.Generate())));
    }
}

using System.Collections.Immutable;
using Org.BouncyCastle.Asn1.X509;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Tls.X509;

/// <summary>What a certificate is to say, before it is issued.</summary>
internal sealed record CertificateTemplate(X509Name Subject, SubjectPublicKeyInfo PublicKey, AlternativeNames AlternativeNames, ImmutableArray<string> AllowedUses)
{
    public required DateTimeOffset NotBefore { get; init; }
    public required DateTimeOffset NotAfter { get; init; }
    public bool IsCa { get; init; }

    /// <summary>Null: no limit. 0 means no limit either: the official provider cannot write a limit of 0.</summary>
    public int? MaxPathLength { get; init; }
    public bool SetSubjectKeyId { get; init; }

    /// <summary>Only self-signed certificates have the choice; others name their issuer's key by themselves.</summary>
    public bool SetAuthorityKeyId { get; init; }

    /// <summary>A CA always has one.</summary>
    public byte[]? SubjectKeyId => IsCa || SetSubjectKeyId ? SubjectKeyIdentifiers.Of(PublicKey) : null;

    /// <param name="inputs">Those of <c>SelfSignedCert</c> or <c>LocallySignedCert</c>, checked.</param>
    public static CertificateTemplate From(PropertyMap inputs, X509Name subject, SubjectPublicKeyInfo key, AlternativeNames names, DateTimeOffset now) =>
        new(subject, key, names, inputs.Texts("allowedUses"))
        {
            NotBefore = now,
            NotAfter = now.AddHours(inputs.Number("validityPeriodHours") ?? 0),
            IsCa = inputs.Flag("isCaCertificate") ?? false,
            MaxPathLength = (int?)inputs.Number("maxPathLength"),
            SetSubjectKeyId = inputs.Flag("setSubjectKeyId") ?? false,
            SetAuthorityKeyId = inputs.Flag("setAuthorityKeyId") ?? false,
        };
}

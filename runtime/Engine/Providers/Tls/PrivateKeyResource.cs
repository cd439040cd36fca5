using System.Collections.Immutable;
using System.Security.Cryptography;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Tls.Keys;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Tls;

/// <summary><c>tls:index/privateKey:PrivateKey</c></summary>
internal sealed class PrivateKeyResource : TlsResource
{
    private static readonly string[] SecretOutputs = ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"];

    public override InputSchema Schema { get; } = new(
        new InputProperty("algorithm", InputKind.Text) { Required = true, Validate = Validation.OneOf(KeyAlgorithm.All) },
        new InputProperty("ecdsaCurve", InputKind.Text) { Default = new StringValue(EcdsaCurve.Default), Validate = Validation.OneOf(EcdsaCurve.All) },
        new InputProperty("rsaBits", InputKind.Whole) { Default = new NumberValue(2048), Validate = RsaBits });

    protected override ImmutableArray<string> Computed =>
        [.. SecretOutputs, "publicKeyFingerprintMd5", "publicKeyFingerprintSha256", "publicKeyOpenssh", "publicKeyPem"];

    public override CreateResult Create(PropertyMap inputs, Action<ProviderLog> log)
    {
        var outputs = WithDefaults(inputs);
        var key = outputs.Text("algorithm") switch
        {
            KeyAlgorithm.Rsa => KeyGenerator.Rsa((int)outputs.Number("rsaBits")!),
            KeyAlgorithm.Ecdsa => KeyGenerator.Ecdsa(EcdsaCurve.Oid(outputs.Text("ecdsaCurve")!)),
            _ => KeyGenerator.Ed25519(),
        };
        var openSsh = OpenSshKey.From(key);
        var publicKey = key.PublicKeyInfo.GetDerEncoded();
        var id = Convert.ToHexStringLower(SHA1.HashData(publicKey));
        return new CreateResult(id, new PropertyMap([.. outputs, .. new Dictionary<string, PropertyValue>
        {
            // The official provider's own note on the shape of its state.
            ["__meta"] = new StringValue("""{"schema_version":"1"}"""),
            ["id"] = new StringValue(id),
            ["privateKeyOpenssh"] = new StringValue(openSsh?.PrivateKeyPem ?? ""),
            ["privateKeyPem"] = new StringValue(PrivateKeyPem.Encode(key)),
            ["privateKeyPemPkcs8"] = new StringValue(PrivateKeyPem.EncodePkcs8(key)),
            ["publicKeyFingerprintMd5"] = new StringValue(openSsh?.FingerprintMd5 ?? ""),
            ["publicKeyFingerprintSha256"] = new StringValue(openSsh?.FingerprintSha256 ?? ""),
            ["publicKeyOpenssh"] = new StringValue(openSsh?.PublicKey ?? ""),
            ["publicKeyPem"] = new StringValue(Pem.Encode(Pem.PublicKey, publicKey)),
        }]));
    }

    public override PropertyMap MarkSecrets(PropertyMap outputs) =>
        SecretOutputs.Aggregate(outputs, (marked, name) => marked.Find(name) is UnknownValue ? marked : marked.WithSecret(name));

    private static string? RsaBits(PropertyValue value) =>
        ((NumberValue)value).Value is var bits && bits is >= KeyGenerator.LeastRsaBits and <= KeyGenerator.MostRsaBits && bits % 8 == 0
            ? null
            : $"value must be a multiple of 8 from {KeyGenerator.LeastRsaBits} to {KeyGenerator.MostRsaBits}, got: {bits}";
}

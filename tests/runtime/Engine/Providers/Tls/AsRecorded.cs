using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Tests.Providers.Tls;

/// <summary>The same calls as the recordings of the official provider, the same answers but for what is random.</summary>
public sealed class AsRecorded
{
    private readonly TlsRun _tls = new();

    public static TheoryData<Recording> Recorded(string call) => new(Recording.All("tls.json").Where(r => r.Call == call));

    [Theory, MemberData(nameof(Recorded), "Check")]
    public async Task Check_MarksTheSameSecrets(Recording recorded)
    {
        var check = await _tls.Provider.CheckAsync(recorded.Urn, recorded.OldOutputs, recorded.Inputs, default);

        Assert.Empty(check.Failures);
        Assert.Equal(Json.Properties(recorded.Response!["inputs"]), check.Inputs);
    }

    [Theory, MemberData(nameof(Recorded), "Diff")]
    public async Task Diff_FindsTheSameChanges(Recording recorded)
    {
        // Inside the validity of everything recorded, so that only what the recording renewed is due.
        _tls.Clock.AdjustTime(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));

        var diff = await _tls.Provider.DiffAsync(new DiffRequest(recorded.Urn, "id", recorded.OldInputs, recorded.OldOutputs, recorded.Inputs), default);

        Assert.Equal((string?)recorded.Response!["changes"] == "DIFF_SOME", diff.HasChanges);
        Assert.Equal(Names(recorded.Response["replaces"]), diff.Replaces.Order());
        Assert.Equal(Names(recorded.Response["diffs"]), diff.Changed.Order());
    }

    [Theory, MemberData(nameof(Recorded), "Create")]
    public async Task Create_HasTheSameOutputs(Recording recorded)
    {
        var inputs = recorded.IsPreview ? recorded.Inputs : await WithOwnKeys(recorded);

        var created = await _tls.Provider.CreateAsync(new CreateRequest(recorded.Urn, inputs, recorded.IsPreview, null, _tls.Log.Add), default);

        Assert.Equal(recorded.Outputs.Keys, created.Outputs.Keys);
        foreach (var (name, expected) in recorded.Outputs)
        {
            if (recorded.IsPreview && expected is PropertyValue.UnknownValue && created.Outputs[name] is PropertyValue.SecretValue secret)
                Assert.Equal(expected, secret.Element); // the wire has no secret unknowns
            else if (inputs.ContainsKey(name) || expected is not PropertyValue.StringValue and not PropertyValue.SecretValue || name is "keyAlgorithm" or "caKeyAlgorithm" or "__meta")
                AssertAlike(inputs.GetValueOrDefault(name), expected, created.Outputs[name]);
            else
                AssertSameForm(expected, created.Outputs[name]);
        }

        Assert.Empty(_tls.Log);
        if (!recorded.IsPreview)
            Assert.Equal(created.Outputs.Text("id"), created.Id);
    }

    [Theory, MemberData(nameof(Recorded), "Create")]
    public async Task Certificates_AreEncodedTheSame(Recording recorded)
    {
        if (recorded.IsPreview || !recorded.Outputs.ContainsKey("certPem"))
            return;
        var created = await _tls.Provider.CreateAsync(new CreateRequest(recorded.Urn, await WithOwnKeys(recorded), false, null, _tls.Log.Add), default);

        var (theirs, ours) = (Certificate(recorded.Outputs), Certificate(created.Outputs));

        Assert.Equal(theirs.Version, ours.Version);
        Assert.Equal(theirs.Subject.GetDerEncoded(), ours.Subject.GetDerEncoded());
        Assert.Equal(theirs.Issuer.GetDerEncoded(), ours.Issuer.GetDerEncoded());
        Assert.Equal(theirs.SignatureAlgorithm, ours.SignatureAlgorithm);
        Assert.Equal(theirs.EndDate.ToDateTime() - theirs.StartDate.ToDateTime(), ours.EndDate.ToDateTime() - ours.StartDate.ToDateTime());
        Assert.Equal(theirs.Extensions.ExtensionOids.Cast<DerObjectIdentifier>(), ours.Extensions.ExtensionOids.Cast<DerObjectIdentifier>());
        foreach (var oid in theirs.Extensions.ExtensionOids.Where(oid => !oid.Equals(X509Extensions.SubjectKeyIdentifier) && !oid.Equals(X509Extensions.AuthorityKeyIdentifier)))
            Assert.Equal(theirs.Extensions.GetExtension(oid), ours.Extensions.GetExtension(oid));
    }

    [Fact]
    public void KeyIdentifiers_AreComputedTheSame()
    {
        foreach (var ca in Recording.All("tls.json").Where(r => r is { Call: "Create", IsPreview: false } && r.Type == TlsRun.SelfSignedCert).Select(r => Certificate(r.Outputs)))
            Assert.Equal(Engine.Providers.Tls.X509.SubjectKeyIdentifiers.In(ca), Engine.Providers.Tls.X509.SubjectKeyIdentifiers.Of(ca.SubjectPublicKeyInfo));
    }

    [Theory, MemberData(nameof(Recorded), "Read")]
    public async Task Refresh_GivesBackWhatThereIs(Recording recorded)
    {
        _tls.Clock.AdjustTime(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));

        var read = await _tls.Provider.ReadAsync(new ReadRequest(recorded.Urn, "id", Json.Properties(recorded.Request["inputs"]), recorded.Inputs), default);

        Assert.Equal(recorded.Outputs, read!.Outputs);
        Assert.Equal(Json.Properties(recorded.Response!["inputs"]), read.Inputs);
    }

    /// <summary>Puts keys of this run in the place of those cut out of the recording, and a CA of the same name beside them.</summary>
    private async Task<PropertyMap> WithOwnKeys(Recording recorded)
    {
        var key = await _tls.Key();
        var inputs = recorded.Inputs;
        if (inputs.ContainsKey("privateKeyPem"))
            return inputs.With("privateKeyPem", key["privateKeyPem"]);
        return inputs.ContainsKey("caPrivateKeyPem")
            ? inputs.With("caPrivateKeyPem", key["privateKeyPem"]).With("caCertPem", (await _tls.Ca(key, "node0.example.test CA"))["certPem"])
            : inputs;
    }

    private static void AssertAlike(PropertyValue? input, PropertyValue recorded, PropertyValue actual)
    {
        if (recorded is PropertyValue.SecretValue)
            Assert.IsType<PropertyValue.SecretValue>(actual);
        else
            Assert.Equal(input ?? recorded, actual);
    }

    /// <summary>Texts of one make: the same words, digits where there are digits.</summary>
    private static void AssertSameForm(PropertyValue recorded, PropertyValue actual)
    {
        Assert.IsType(recorded.GetType(), actual);
        if (recorded is PropertyValue.StringValue { Value: var theirs } && actual is PropertyValue.StringValue { Value: var ours })
            Assert.Equal(Form(theirs), Form(ours));
    }

    private static string Form(string text) => text.StartsWith("-----", StringComparison.Ordinal)
        ? text.Split('\n')[0] + text.Split('\n')[1].Length + text.Split('\n')[^2] + text[^1]
        : text.Contains('T') && text.EndsWith('Z') ? "time"
        : text.StartsWith("ecdsa-sha2-nistp256 ", StringComparison.Ordinal) ? text[..40] + text.Length + text[^1]
        : text.StartsWith("SHA256:", StringComparison.Ordinal) ? "SHA256:" + text.Length
        : new string([.. text.Select(c => char.IsAsciiHexDigitLower(c) ? '0' : c)]).TrimEnd('0');

    private static X509CertificateStructure Certificate(PropertyMap outputs) =>
        X509CertificateStructure.GetInstance(Engine.Providers.Tls.Keys.Pem.Decode(outputs.Text("certPem"), "CERTIFICATE"));

    private static IEnumerable<string> Names(JsonNode? names) => names?.AsArray().Select(n => (string)n!).Order() ?? Enumerable.Empty<string>();
}

using System.Collections.Immutable;
using Org.BouncyCastle.X509;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Tls.Keys;
using Pulumi.Engine.Providers.Tls.X509;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Tls;

/// <summary>What self-signed and locally signed certificates share: validity, uses, and renewal by replacement when the time has come.</summary>
internal abstract class CertificateResource(TimeProvider clock) : TlsResource
{
    protected static readonly ImmutableArray<InputProperty> CommonInputs =
    [
        new("allowedUses", InputKind.Texts) { Required = true, Validate = Validation.EachOneOf(AllowedUses.All) },
        new(Renewal.EarlyRenewalHours, InputKind.Whole) { Default = new NumberValue(0), Validate = Validation.AtLeast(0) },
        new("isCaCertificate", InputKind.Flag) { Default = new BoolValue(false) },
        new("maxPathLength", InputKind.Whole) { Validate = Validation.AtLeast(-1) },
        new("setSubjectKeyId", InputKind.Flag) { Default = new BoolValue(false) },
        new("validityPeriodHours", InputKind.Whole) { Required = true, Validate = Validation.AtLeast(0) },
    ];

    protected abstract string KeyAlgorithmOutput { get; }

    protected DateTimeOffset Now => clock.GetUtcNow();

    protected sealed override ImmutableArray<string> Computed => ["certPem", KeyAlgorithmOutput, Renewal.ValidityEndTime, "validityStartTime"];

    public sealed override ImmutableArray<CheckFailure> Check(PropertyMap inputs) => base.Check(inputs) is { IsEmpty: false } failures
        ? failures
        : inputs.Number("validityPeriodHours") > (DateTimeOffset.MaxValue - Now).TotalHours
            ? [new CheckFailure("validityPeriodHours", "the certificate would end after the year 9999")]
            : [];

    public sealed override DiffResult Diff(PropertyMap oldOutputs, PropertyMap newInputs)
    {
        var changed = ChangedInputs(oldOutputs, newInputs);
        var replaces = changed.Remove(Renewal.EarlyRenewalHours);
        if (Renewal.IsDue(oldOutputs, WithDefaults(newInputs).Number(Renewal.EarlyRenewalHours), Now))
        {
            changed = changed.Add(Renewal.ReadyForRenewal);
            replaces = replaces.Add(Renewal.ReadyForRenewal);
        }

        return new DiffResult(!changed.IsEmpty, replaces, changed, DeleteBeforeReplace: false);
    }

    public sealed override PropertyMap Preview(PropertyMap inputs)
    {
        var outputs = WithReadiness(base.Preview(inputs));
        return outputs.Find("maxPathLength") is null ? outputs.With("maxPathLength", Unknown) : outputs;
    }

    public sealed override PropertyMap Update(PropertyMap oldOutputs, PropertyMap newInputs) => WithReadiness(base.Update(oldOutputs, newInputs));

    public sealed override PropertyMap Refresh(PropertyMap outputs) =>
        Renewal.IsDue(outputs, outputs.Number(Renewal.EarlyRenewalHours), Now) ? outputs.With(Renewal.ReadyForRenewal, new BoolValue(true)) : outputs;

    protected CreateResult Issued(PropertyMap inputs, X509Certificate certificate, CertificateTemplate template, string keyAlgorithm)
    {
        var id = certificate.SerialNumber.ToString();
        return new CreateResult(id, WithReadiness(WithDefaults(inputs))
            .With("id", new StringValue(id))
            .With("certPem", new StringValue(Pem.Encode(Pem.Certificate, certificate.GetEncoded())))
            .With(KeyAlgorithmOutput, new StringValue(keyAlgorithm))
            .With("validityStartTime", new StringValue(Renewal.Format(template.NotBefore)))
            .With(Renewal.ValidityEndTime, new StringValue(Renewal.Format(template.NotAfter))));
    }

    private static PropertyMap WithReadiness(PropertyMap outputs) =>
        outputs.With(Renewal.ReadyForRenewal, new BoolValue(Renewal.IsAlwaysReady(outputs)));
}

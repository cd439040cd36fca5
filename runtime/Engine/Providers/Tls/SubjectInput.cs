using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Tls.X509;

namespace Pulumi.Engine.Providers.Tls;

/// <summary>The input <c>subject</c> of requests and self-signed certificates.</summary>
internal static class SubjectInput
{
    private const string Name = "subject";

    public static readonly InputProperty Property = new(Name, InputKind.Object)
    {
        Validate = value => DistinguishedName.Schema.Check(((PropertyValue.ObjectValue)value).Properties) is [var first, ..]
            ? $"{first.Property}: {first.Reason}"
            : null,
    };

    public static Org.BouncyCastle.Asn1.X509.X509Name Read(PropertyMap inputs) =>
        inputs.Object(Name) is { } subject ? DistinguishedName.From(subject) : DistinguishedName.Empty;
}

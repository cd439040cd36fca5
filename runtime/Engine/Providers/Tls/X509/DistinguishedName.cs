using System.Collections.Immutable;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Tls.X509;

/// <summary>
/// A distinguished name, encoded as Go's <c>crypto/x509/pkix</c> does, on which the official provider stands: attributes in a fixed
/// order whatever the order of the inputs, PrintableString where the text allows it, UTF8String elsewhere, IA5String for an e-mail address.
/// </summary>
internal static class DistinguishedName
{
    // Input, object identifier (RFC 5280, appendix A.1), in the order in which they are encoded.
    private static readonly ImmutableArray<(string Input, DerObjectIdentifier Oid)> Attributes =
    [
        ("country", X509Name.C),
        ("organization", X509Name.O),
        ("organizationalUnit", X509Name.OU),
        ("locality", X509Name.L),
        ("province", X509Name.ST),
        ("streetAddresses", X509Name.Street),
        ("postalCode", X509Name.PostalCode),
        ("commonName", X509Name.CN),
        ("serialNumber", X509Name.SerialNumber),
    ];

    private const string EmailInput = "emailAddress";

    /// <summary>The names of the subject's inputs; <c>streetAddresses</c> is a list.</summary>
    public static readonly InputSchema Schema = new(
    [
        .. Attributes.Select(a => new InputProperty(a.Input, a.Oid.Equals(X509Name.Street) ? InputKind.Texts : InputKind.Text)),
        new InputProperty(EmailInput, InputKind.Text) { Validate = value => IsIa5(((PropertyValue.StringValue)value).Value) ? null : "an e-mail address is ASCII" },
    ]);

    public static X509Name Empty => X509Name.GetInstance(DerSequence.Empty);

    /// <param name="subject">Inputs as in <see cref="Schema"/>.</param>
    public static X509Name From(PropertyMap subject)
    {
        var relative = Attributes.Select(a => Encode(a.Oid, a.Oid.Equals(X509Name.Street) ? subject.Texts(a.Input) : One(a, subject)));
        var name = relative.OfType<Asn1Encodable>();
        if (subject.Text(EmailInput) is { } email)
            name = name.Append(new DerSet(new DerSequence(X509Name.EmailAddress, new DerIA5String(email))));
        return X509Name.GetInstance(new DerSequence(name.ToArray()));
    }

    /// <summary>The name of a request as the official provider puts it into a certificate: the attributes it knows, anything else (an
    /// e-mail address too) left out.</summary>
    public static X509Name Reissued(X509Name requested)
    {
        var values = Attributes.ToDictionary(a => a.Oid, _ => new List<string>());
        foreach (var pair in Asn1Sequence.GetInstance(requested.ToAsn1Object()).SelectMany(rdn => Asn1Set.GetInstance(rdn)).Select(Asn1Sequence.GetInstance))
        {
            if (values.TryGetValue(DerObjectIdentifier.GetInstance(pair[0]), out var known) && pair[1] is IAsn1String text)
                known.Add(text.GetString());
        }

        return X509Name.GetInstance(new DerSequence(Attributes.Select(a => Encode(a.Oid, IsSingle(a.Oid) ? [.. values[a.Oid].TakeLast(1)] : [.. values[a.Oid]]))
            .OfType<Asn1Encodable>().ToArray()));
    }

    private static ImmutableArray<string> One((string Input, DerObjectIdentifier Oid) attribute, PropertyMap subject) =>
        subject.Text(attribute.Input) is { } text && (text.Length > 0 || !IsSingle(attribute.Oid)) ? [text] : [];

    private static bool IsSingle(DerObjectIdentifier oid) => oid.Equals(X509Name.CN) || oid.Equals(X509Name.SerialNumber);

    // Several values of one attribute share one relative name.
    private static DerSet? Encode(DerObjectIdentifier oid, ImmutableArray<string> values) =>
        values.IsEmpty ? null : new DerSet(values.Select(v => (Asn1Encodable)new DerSequence(oid, Text(v))).ToArray());

    private static DerStringBase Text(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || " '()+,-./:=?".Contains(c)) ? new DerPrintableString(value) : new DerUtf8String(value);

    private static bool IsIa5(string text) => text.All(char.IsAscii);
}

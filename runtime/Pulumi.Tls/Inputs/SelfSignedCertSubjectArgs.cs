namespace Pulumi.Tls.Inputs;

/// <summary>The name of a self-signed certificate.</summary>
public sealed class SelfSignedCertSubjectArgs : ResourceArgs
{
    public static new SelfSignedCertSubjectArgs Empty => new();

    /// <summary>CN.</summary>
    [Input("commonName")]
    public Input<string>? CommonName { get; set; }

    /// <summary>C, two letters.</summary>
    [Input("country")]
    public Input<string>? Country { get; set; }

    /// <summary>The address as an attribute of the name.</summary>
    [Input("emailAddress")]
    public Input<string>? EmailAddress { get; set; }

    /// <summary>L.</summary>
    [Input("locality")]
    public Input<string>? Locality { get; set; }

    /// <summary>O.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>OU.</summary>
    [Input("organizationalUnit")]
    public Input<string>? OrganizationalUnit { get; set; }

    /// <summary>The postal code.</summary>
    [Input("postalCode")]
    public Input<string>? PostalCode { get; set; }

    /// <summary>ST.</summary>
    [Input("province")]
    public Input<string>? Province { get; set; }

    /// <summary>The serial number of the subject, not of the certificate.</summary>
    [Input("serialNumber")]
    public Input<string>? SerialNumber { get; set; }

    /// <summary>STREET, a line each.</summary>
    [field: Input("streetAddresses")]
    public InputList<string> StreetAddresses
    {
        get => field ??= [];
        set;
    }
}

using System.Collections.Immutable;

namespace Pulumi.Tls.Outputs;

/// <summary>The name of a self-signed certificate.</summary>
[OutputType]
public sealed class SelfSignedCertSubject
{
    /// <summary>CN.</summary>
    public readonly string? CommonName;

    /// <summary>C, two letters.</summary>
    public readonly string? Country;

    /// <summary>The address as an attribute of the name.</summary>
    public readonly string? EmailAddress;

    /// <summary>L.</summary>
    public readonly string? Locality;

    /// <summary>O.</summary>
    public readonly string? Organization;

    /// <summary>OU.</summary>
    public readonly string? OrganizationalUnit;

    /// <summary>The postal code.</summary>
    public readonly string? PostalCode;

    /// <summary>ST.</summary>
    public readonly string? Province;

    /// <summary>The serial number of the subject, not of the certificate.</summary>
    public readonly string? SerialNumber;

    /// <summary>STREET, a line each.</summary>
    public readonly ImmutableArray<string> StreetAddresses;

    [OutputConstructor]
    internal SelfSignedCertSubject(
        string? commonName,
        string? country,
        string? emailAddress,
        string? locality,
        string? organization,
        string? organizationalUnit,
        string? postalCode,
        string? province,
        string? serialNumber,
        ImmutableArray<string> streetAddresses)
    {
        CommonName = commonName;
        Country = country;
        EmailAddress = emailAddress;
        Locality = locality;
        Organization = organization;
        OrganizationalUnit = organizationalUnit;
        PostalCode = postalCode;
        Province = province;
        SerialNumber = serialNumber;
        StreetAddresses = streetAddresses;
    }
}

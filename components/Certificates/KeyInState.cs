using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

namespace EncryptionInTransit;

/// <summary>A private key that the stack makes and keeps, and the request for its certificate.</summary>
internal sealed class KeyInState
{
    /// <param name="leaf">The resources are <c>prefix-key</c> and <c>prefix-request</c>.</param>
    /// <param name="trigger">Re-issued when it changes: the key is replaced, and request and certificate with it.</param>
    public KeyInState(Leaf leaf, string trigger, Resource parent)
    {
        var key = new PrivateKey($"{leaf.Prefix}-key", leaf.Policy.ToKeyArgs(),
            new CustomResourceOptions { Parent = parent, ReplacementTrigger = trigger });

        var request = new CertRequest($"{leaf.Prefix}-request", new CertRequestArgs
        {
            PrivateKeyPem = key.PrivateKeyPem,
            Subject = new CertRequestSubjectArgs
            {
                CommonName = leaf.CommonName,
                Organization = leaf.Policy.Organization.OrAbsent(),
                OrganizationalUnit = leaf.Policy.OrganizationalUnit.OrAbsent(),
                Country = leaf.Policy.Country.OrAbsent(),
            },
            DnsNames = leaf.DnsNames.OrAbsent()!,
            IpAddresses = leaf.Addresses.OrAbsent()!,
        }, new CustomResourceOptions { Parent = parent });

        RequestPem = request.CertRequestPem.OrUnknown();
        KeyPem = Output.CreateSecret(key.PrivateKeyPemPkcs8.OrUnknown());
    }

    public Output<string> RequestPem { get; }

    /// <summary>PKCS#8, which every library reads. Secret.</summary>
    public Output<string> KeyPem { get; }
}

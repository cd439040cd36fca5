using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    Console.WriteLine("the program runs");
    if (config.Get("fails") is { } how)
        return how == "exit" ? Leave() : throw new InvalidOperationException("the program throws");

    var node = new Node("node");
    var key = new PrivateKey(
        "node-key",
        new() { Algorithm = "ECDSA", EcdsaCurve = "P256" },
        new() { Parent = node, ReplacementTrigger = config.RequireInt32("generation") });
    var certificate = new SelfSignedCert(
        "node-certificate",
        new()
        {
            PrivateKeyPem = key.PrivateKeyPem,
            AllowedUses = ["server_auth"],
            ValidityPeriodHours = 24,
            Subject = new SelfSignedCertSubjectArgs { CommonName = config.Require("name") },
        },
        new() { Parent = node });
    return new Dictionary<string, object?>
    {
        ["certificate"] = certificate.CertPem,
        ["key"] = key.PrivateKeyPem,
        ["password"] = config.RequireSecret("password"),
    };
});

static Dictionary<string, object?> Leave()
{
    Environment.Exit(7);
    return [];
}

internal sealed class Node : ComponentResource
{
    public Node(string name) : base("sample:index:Node", name) => RegisterOutputs();
}

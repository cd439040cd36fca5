using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;
using Local = Pulumi.Command.Local;
using Remote = Pulumi.Command.Remote;

// Secrets of every kind, and commands that print each one that they get.
return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var (password, document, literal) = (config.RequireSecret("password"), config.RequireSecret("document"), Output.CreateSecret("literal-secret-51c2"));
    Console.WriteLine($"to standard output: {config.Require("password")}");
    Console.Error.WriteLine($"to standard error: {config.Require("document")}");
    Log.Warn($"a warning: {config.Require("password")}");

    var how = $"while [ -e hold ]; do sleep 0.02; done; tee /dev/stderr; printenv SECRET; exit {config.GetInt32("fails") ?? 0}";
    var printed = new List<string> { "stdout", "stderr" };
    var key = new PrivateKey("key", new() { Algorithm = "ECDSA", EcdsaCurve = "P256" });
    var certificate = new SelfSignedCert("certificate", new()
    {
        PrivateKeyPem = key.PrivateKeyPem,
        AllowedUses = { "server_auth" },
        ValidityPeriodHours = 24,
        Subject = new SelfSignedCertSubjectArgs { CommonName = "leaks" },
    });
    var local = new Local.Command(
        "local",
        new()
        {
            Dir = config.Require("folder"),
            Create = how,
            Stdin = Output.Format($"{document}\n{key.PrivateKeyPem}\n{literal}"),
            Environment = { ["SECRET"] = password },
        },
        new() { AdditionalSecretOutputs = printed });
    var triggered = new Local.Command("triggered", new() { Dir = config.Require("folder"), Create = "true", Triggers = new[] { document.Apply<object>(text => text), literal.Apply<object>(text => text) } });
    var remote = new Remote.Command(
        "remote",
        new()
        {
            Connection = new Remote.Inputs.ConnectionArgs
            {
                Host = "127.0.0.1",
                Port = config.RequireInt32("port"),
                User = "root",
                PrivateKey = config.RequireSecret("sshKey"),
                Password = password,
                HostKey = config.Require("hostKey"),
            },
            Create = Output.Format($"echo '{password}' >&2; {how}"),
            Stdin = document,
        },
        new() { AdditionalSecretOutputs = printed });
    var component = new Component("component", password);

    return new Dictionary<string, object?>
    {
        ["password"] = password,
        ["document"] = document,
        ["key"] = key.PrivateKeyPem,
        ["nested"] = new Dictionary<string, object?> { ["of"] = new object[] { literal, component.Value } },
        ["printed"] = Output.Tuple(local.Stdout, local.Stderr, remote.Stdout, remote.Stderr).Apply(all => $"{all}"),
        ["certificate"] = certificate.CertPem,
        ["triggered"] = triggered.Id,
    };
});

internal sealed class Component : ComponentResource
{
    public Component(string name, Output<string> value)
        : base("leaks:index:Component", name)
    {
        Value = value;
        RegisterOutputs(new Dictionary<string, object?> { ["value"] = value });
    }

    public Output<string> Value { get; }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Moq;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace EncryptionInTransit.Tests.Support;

/// <summary>Answers registrations as the engine and its providers would: inputs come back as outputs, and some are made up.</summary>
internal sealed class FakeEngine
{
    private static readonly ConcurrentDictionary<string, string> Certificates = new();
    private static readonly ConcurrentDictionary<string, ECDsa> Keys = new();

    private readonly ConcurrentDictionary<string, MockResourceArgs> _registrations = new();
    private readonly HashSet<string> _skipped = [];
    private readonly Dictionary<string, object> _before = [];
    private readonly Dictionary<string, string> _printed = [];

    public FakeEngine()
    {
        var mocks = new Mock<IMocks>(MockBehavior.Strict);
        mocks.Setup(engine => engine.NewResourceAsync(It.IsAny<MockResourceArgs>()))
            .ReturnsAsync((MockResourceArgs args) => Register(args));
        mocks.Setup(engine => engine.RegisterResourceOutputs(It.IsAny<MockRegisterResourceOutputsRequest>()))
            .Returns(Task.CompletedTask);
        mocks.Setup(engine => engine.CallAsync(It.Is<MockCallArgs>(call => call.Token == "pulumi:pulumi:readStackResourceOutputs")))
            .ReturnsAsync(() => new Dictionary<string, object> { ["outputs"] = _before });
        Mocks = mocks.Object;
    }

    public IMocks Mocks { get; }

    /// <summary>By the resource's name; a component and a child of the same name are one.</summary>
    public IReadOnlyDictionary<string, MockResourceArgs> Registrations => _registrations;

    /// <summary>Answers as an engine that goes on after an error does for what failed or was skipped: the outputs stay unknown.</summary>
    public void Skip(params string[] names) => _skipped.UnionWith(names);

    /// <summary>Whether it answers as an engine does for new resources that <c>--target</c> leaves out: no id, no outputs.</summary>
    public bool LeavesAllOut { get; init; }

    /// <summary>Lets the stack have a certificate already when the program begins.</summary>
    public void Issued(string name, DateTimeOffset end) =>
        _before[$"urn:pulumi:test::encryption-in-transit::tls:index/locallySignedCert:LocallySignedCert::{name}"] = new Dictionary<string, object>
        {
            ["type"] = "tls:index/locallySignedCert:LocallySignedCert",
            ["outputs"] = new Dictionary<string, object> { ["validityEndTime"] = end.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture) },
        };

    /// <summary>Lets the stack have a command or a component already when the program begins.</summary>
    public void Had(params string[] names)
    {
        foreach (var name in names)
            _before[$"urn:pulumi:test::encryption-in-transit::any::{name}"] = new Dictionary<string, object>
            {
                ["type"] = "any",
                ["outputs"] = new Dictionary<string, object>(),
            };
    }

    /// <summary>False in the first preview of a stack: then no certificate is known.</summary>
    public bool CertificatesAreIssued { get; set; } = true;

    /// <summary>Lets the command of this name print a text.</summary>
    public void Print(string name, string stdout) => _printed[name] = stdout;

    /// <summary>The text that stands for the private key of this resource; for an account's it is a real one.</summary>
    public static string PrivateKey(string name) => IsOfAccount(name)
        ? KeyOf(name).ExportPkcs8PrivateKeyPem() + "\n"
        : $"-----BEGIN PRIVATE KEY-----\n{name}\n-----END PRIVATE KEY-----\n";

    /// <summary>A real certificate, the same for the same name.</summary>
    public static string Certificate(string name) => Certificates.GetOrAdd(name, _ =>
    {
        var request = new CertificateRequest($"CN={name}", KeyOf(name.Replace("-certificate", "-key")), HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem() + "\n";
    });

    /// <summary>What the claim of this name prints.</summary>
    public static string ClaimId(string name) => $"id-of-{name}";

    private static string Printed(string name, ImmutableDictionary<string, object> inputs) =>
        ((string)inputs["create"]).EndsWith(" request-certificate", StringComparison.Ordinal) ? RequestOfANode.For((string)inputs["stdin"]) : ClaimId(name);

    private static bool IsOfAccount(string name) => name.Contains("-account-", StringComparison.Ordinal);

    private static ECDsa KeyOf(string name) => Keys.GetOrAdd(name, _ => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private (string? id, object state) Register(MockResourceArgs args)
    {
        _registrations[args.Name!] = args;
        if (LeavesAllOut)
            return (null, ImmutableDictionary<string, object>.Empty);
        var outputs = args.Inputs.AddRange(MadeUp(args.Type!, args.Name!, args.Inputs));
        return ($"{args.Name}-id", _skipped.Contains(args.Name!)
            ? outputs.SetItem("stdout", OutputUtilities.CreateUnknown(""))
            : outputs);
    }

    private ImmutableDictionary<string, object> MadeUp(string type, string name, ImmutableDictionary<string, object> inputs)
    {
        var outputs = ImmutableDictionary<string, object>.Empty;
        return type switch
        {
            "tls:index/privateKey:PrivateKey" => outputs
                .Add("privateKeyPem", PrivateKey(name)).Add("privateKeyPemPkcs8", PrivateKey(name)),
            "tls:index/certRequest:CertRequest" => outputs.Add("certRequestPem", $"request {name}"),
            "tls:index/selfSignedCert:SelfSignedCert" or "tls:index/locallySignedCert:LocallySignedCert" => outputs
                .Add("certPem", CertificatesAreIssued ? Certificate(name) : OutputUtilities.CreateUnknown("")),
            "command:remote:Command" => outputs.Add("stdout", _printed.GetValueOrDefault(name) ?? Printed(name, inputs)).Add("stderr", ""),
            _ => outputs,
        };
    }
}

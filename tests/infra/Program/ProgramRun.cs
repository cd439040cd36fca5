using System.Text.Json;
using EncryptionInTransit.Infra;
using EncryptionInTransit.Tests.Support;
using Pulumi;
using Pulumi.Testing;

namespace EncryptionInTransit.Tests.Program;

/// <summary>Runs the program as the language host would: the configuration is in the environment.</summary>
internal sealed class ProgramRun
{
    public FakeEngine Engine { get; init; } = new();

    /// <summary>What time it is for the program.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <returns>The stack's outputs.</returns>
    /// <exception cref="RunException">The program failed, or logged an error.</exception>
    public async Task<IDictionary<string, object?>> UpAsync(string config, bool preview = false)
    {
        var values = Yaml.Values(config);
        Set("PULUMI_CONFIG", values.ToDictionary(pair => $"encryption-in-transit:{pair.Key}", pair => pair.Value));
        Set("PULUMI_CONFIG_SECRET_KEYS", values.Keys.Select(key => $"encryption-in-transit:{key}"));
        Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", "/run/agent");
        var options = new TestOptions
        {
            ProjectName = "encryption-in-transit",
            StackName = "test",
            RootDirectory = Path.GetTempPath(),
            IsPreview = preview,
        };
        return (await Deployment.TestAsync(Engine.Mocks, options, () => StackProgram.RunAsync(Clock))).Outputs;
    }

    private static void Set(string variable, object value) =>
        Environment.SetEnvironmentVariable(variable, JsonSerializer.Serialize(value));
}

namespace Pulumi.Engine.Vectors.Tests.Lives;

/// <summary>A node whose sshd accepts only the usual variables.</summary>
public sealed class RefusedEnvironmentLife : Life
{
    private protected override IReadOnlyList<string> Scenarios => ["11-remote-environment-refused"];

    private protected override string AcceptEnv => "LANG LC_*";

    private protected override Task PrepareAsync() => ConfigureAsync();
}

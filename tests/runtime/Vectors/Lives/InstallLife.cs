namespace Pulumi.Engine.Vectors.Tests.Lives;

/// <summary>A stack from its beginning to its removal.</summary>
public sealed class InstallLife : Life
{
    private protected override IReadOnlyList<string> Scenarios =>
        ["01-init-config-preview", "02-install", "03-change-and-replace", "04-early-renewal", "05-failure", "07-refresh-destroy"];

    private protected override IReadOnlyDictionary<string, StepPlan> Plans => new Dictionary<string, StepPlan>
    {
        ["01/05"] = new() { Stdin = () => SshKey },
        ["05/06"] = new() { Before = () => PulumiAsync("config set generation 3") },
    };
}

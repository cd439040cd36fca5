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
        // The history of 07/14 tells of these.
        ["07/01"] = new()
        {
            Before = async () =>
            {
                foreach (var change in new[] { "set slow true", "set slowSeconds 1", "set slowDelete 'sleep 20'" })
                    await PulumiAsync($"config {change}");
                await PulumiAsync("up --yes --skip-preview");
                await PulumiAsync("config set slowSeconds 2");
                await PulumiAsync("up --yes --skip-preview");
                await PulumiAsync("config rm slow");
                await PulumiAsync("up --yes --skip-preview");
                await PulumiAsync("config rm slowSeconds");
                await PulumiAsync("config rm slowDelete");
                await PulumiAsync("up --yes --skip-preview");
            },
        },
        ["07/10"] = new() { Before = () => PulumiAsync("up --yes --skip-preview") },
        ["07/16"] = new() { Before = () => PulumiAsync("destroy --yes --skip-preview") },
    };
}

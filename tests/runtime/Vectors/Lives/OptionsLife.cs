namespace Pulumi.Engine.Vectors.Tests.Lives;

/// <summary>The program with the resource options.</summary>
public sealed class OptionsLife : Life
{
    private protected override IReadOnlyList<string> Scenarios => ["13-resource-options"];

    private protected override string Project => "options";

    private protected override string ProgramFile => "options.js";

    private protected override IReadOnlyDictionary<string, StepPlan> Plans => new Dictionary<string, StepPlan>
    {
        ["13/05"] = new() { Before = () => PulumiAsync("config set generation 2") },
        ["13/09"] = new() { Before = () => PulumiAsync("config set newName new-name") },
        ["13/11"] = new() { Before = () => PulumiAsync("config set without protected") },
        ["13/13"] = new() { Before = () => PulumiAsync("config set without retained") },
        ["13/14"] = new() { Before = () => PulumiAsync("config set without bad-delete") },
        ["13/16"] = new() { Before = () => PulumiAsync("config rm without") },
        ["13/17"] = new() { Before = () => PulumiAsync("config set without owner,deleted-with") },
        ["13/18"] = new()
        {
            Before = async () =>
            {
                await PulumiAsync("config rm without");
                await PulumiAsync("up --yes --skip-preview");
            },
        },
        ["13/29"] = new() { Before = () => PulumiAsync("config set unprotect true") },
    };

    private protected override Task PrepareAsync() => PulumiAsync("stack init dev");
}

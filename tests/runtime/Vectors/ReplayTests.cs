using Pulumi.Engine.Vectors.Tests.Lives;

namespace Pulumi.Engine.Vectors.Tests;

// A class for each life: lives run beside each other, the scenarios of one in order. The quickest one runs on every machine.

[Trait("Scope", "thorough")]
public sealed class Install(InstallLife life) : IClassFixture<InstallLife>
{
    [SkippableTheory]
    [InlineData("01-init-config-preview")]
    [InlineData("02-install")]
    [InlineData("03-change-and-replace")]
    [InlineData("04-early-renewal")]
    [InlineData("05-failure")]
    [InlineData("07-refresh-destroy")]
    public async Task Does_what_was_recorded(string scenario) => (await life.ReplayAsync(scenario)).Verify();
}

[Trait("Scope", "thorough")]
public sealed class Interrupted(InterruptedLife life) : IClassFixture<InterruptedLife>
{
    [SkippableTheory]
    [InlineData("06-interrupted")]
    public async Task Does_what_was_recorded(string scenario) => (await life.ReplayAsync(scenario)).Verify();
}

[Trait("Scope", "thorough")]
public sealed class Errors(ErrorsLife life) : IClassFixture<ErrorsLife>
{
    [SkippableTheory]
    [InlineData("08-export-import")]
    [InlineData("09-errors")]
    [InlineData("12-older-sdk")]
    public async Task Does_what_was_recorded(string scenario) => (await life.ReplayAsync(scenario)).Verify();
}

public sealed class RefusedEnvironment(RefusedEnvironmentLife life) : IClassFixture<RefusedEnvironmentLife>
{
    [SkippableTheory]
    [InlineData("11-remote-environment-refused")]
    public async Task Does_what_was_recorded(string scenario) => (await life.ReplayAsync(scenario)).Verify();
}

[Trait("Scope", "thorough")]
public sealed class Options(OptionsLife life) : IClassFixture<OptionsLife>
{
    [SkippableTheory]
    [InlineData("13-resource-options")]
    public async Task Does_what_was_recorded(string scenario) => (await life.ReplayAsync(scenario)).Verify();
}

[Trait("Scope", "thorough")]
public sealed class AtATerminal(TerminalLife life) : IClassFixture<TerminalLife>
{
    [SkippableTheory]
    [InlineData("14-terminal")]
    public async Task Does_what_was_recorded(string scenario) => (await life.ReplayAsync(scenario)).Verify();
}

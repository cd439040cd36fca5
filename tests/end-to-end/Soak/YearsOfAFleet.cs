using Xunit.Abstractions;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>
/// Years of a fleet in random steps: what a DBA does, and what happens to nodes, network and engine while it is done. After each step
/// nothing is left to do and all is as the configuration says; at the end each node is as it was before the first.
/// </summary>
/// <remarks><c>tests/end-to-end/README.md</c> says how to walk for hours, and how to repeat a walk.</remarks>
[Trait("Scope", "thorough")]
public sealed class YearsOfAFleet(ITestOutputHelper output)
{
    [Fact]
    public async Task WhateverHappens_TheSameCommandAgainDoesTheRest()
    {
        var options = SoakOptions.FromEnvironment();
        var journal = new Journal($"{options.Seed}");
        await using var fleet = await SoakFleet.StartAsync(options.WithSystemd, journal);
        var walk = new Walk(fleet, new Random(options.Seed));
        try
        {
            await walk.BeginAsync();
            while (journal.Step < options.Steps && !(journal.Time > options.Duration))
                await walk.StepAsync();
            await walk.EndAsync();
        }
        catch (Exception e)
        {
            journal.Detail($"{e}");
            throw new InvalidOperationException(
                $"seed {options.Seed}, step {journal.Step}: {e.Message}\n\nWhat was done until then ({journal} has all that was said):\n{journal.Story}", e);
        }
        finally
        {
            journal.Say(journal.Summary);
            output.WriteLine($"seed {options.Seed}: {journal.Summary}");
        }
    }
}

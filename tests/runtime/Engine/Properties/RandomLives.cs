using CsCheck;

namespace Pulumi.Engine.Tests.Properties;

/// <summary>
/// Random programs, edits, failures, kills and flags. After each run the state tells what exists, each state that was written is
/// sound, nothing was created before or deleted after what it needs, and no secret is on the disk; in the end one run makes all as
/// the program describes it, a preview is empty, and a destroy leaves nothing. CsCheck shrinks a failure and prints the seed that
/// repeats it (<c>CsCheck_Seed</c>); <c>CsCheck_Iter=5000</c> makes more of them.
/// </summary>
[Trait("Scope", "thorough")]
public sealed class RandomLives
{
    private const int Lives = 120;

    [Fact]
    public Task StateTellsWhatExists_AndTheNextRunConverges() => Life.Random.SampleAsync(
        async life =>
        {
            using var stack = await LivingStack.CreateAsync(life.ProviderKnowsSecrets);
            try
            {
                foreach (var run in life.Runs)
                    await stack.RunAsync(run);
                await stack.ConvergeAsync(life.Runs[^1].Nodes);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{e.Message}\n{stack.Story}", e);
            }
        },
        iter: Math.Max(Lives, Check.Iter),
        print: life => life.ToString());
}

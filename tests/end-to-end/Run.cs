using CliWrap;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>What one call of <c>./pulumiw</c> did.</summary>
public sealed record Run(string Command, int ExitCode, string Output, string Errors)
{
    public string Text => Output + Errors;

    /// <summary>Runs a command to its end.</summary>
    /// <param name="name">For messages.</param>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static async Task<Run> OfAsync(string name, Command command, CancellationToken kill = default)
    {
        var ended = await command.WithValidation(CommandResultValidation.None).ExecuteWatchedAsync(kill);
        return new(name, ended.ExitCode, ended.StandardOutput, ended.StandardError);
    }

    public Run MustSucceed()
    {
        Assert.True(ExitCode == 0, $"pulumiw {Command} ended with {ExitCode}:\n{Text}");
        return this;
    }

    public Run MustFail()
    {
        Assert.True(ExitCode != 0, $"pulumiw {Command} succeeded, but must fail:\n{Text}");
        return this;
    }

    /// <summary>Fails with the whole text when a part is missing.</summary>
    public Run MustSay(params string[] parts)
    {
        foreach (var part in parts)
            Assert.True(Text.Contains(part, StringComparison.Ordinal), $"pulumiw {Command} does not say '{part}':\n{Text}");
        return this;
    }

    public Run MustNotSay(string part)
    {
        Assert.False(Text.Contains(part, StringComparison.Ordinal), $"pulumiw {Command} says '{part}':\n{Text}");
        return this;
    }
}

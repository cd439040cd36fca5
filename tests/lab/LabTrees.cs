namespace EncryptionInTransit.Lab.Tests;

/// <summary>The base systems, built before a test that stops `up` at a chosen moment.</summary>
internal static class LabTrees
{
    private static readonly Lazy<Task<CommandOutput>> s_built = new(() => LabShell.RunAsync("trees"));

    public static Task<CommandOutput> EnsureAsync() => s_built.Value;
}

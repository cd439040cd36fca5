namespace Pulumi.Engine.Backend;

/// <summary>Where the files of a stack are, relative to the backend's folder.</summary>
internal static class StackPaths
{
    private const string Root = ".pulumi";

    public const string StacksFolder = $"{Root}/stacks";

    public static string StateFolder(string project) => $"{StacksFolder}/{project}";

    public static string State(StackReference stack) => $"{StateFolder(stack.Project)}/{stack.Name}.json";

    /// <summary>The state before the last write.</summary>
    public static string PreviousState(StackReference stack) => State(stack) + ".bak";

    /// <summary>What a run has done since it started. Ours; the official CLI passes over it.</summary>
    public static string Journal(StackReference stack) => State(stack) + ".journal";

    public static string LockFolder(StackReference stack) => $"{Root}/locks/{stack.FullName}";

    public static string HistoryFolder(StackReference stack) => $"{Root}/history/{stack.Project}/{stack.Name}";

    public static string History(StackReference stack, long unixNanoseconds) =>
        $"{HistoryFolder(stack)}/{stack.Name}-{unixNanoseconds}";

    public static string BackupFolder(StackReference stack) => $"{Root}/backups/{stack.Project}/{stack.Name}";

    public static string Backup(StackReference stack, long unixNanoseconds) =>
        $"{BackupFolder(stack)}/{stack.Name}.{unixNanoseconds}.json";
}

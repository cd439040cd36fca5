namespace EncryptionInTransit.Lab;

/// <summary>What came of a command on a node.</summary>
public sealed record CommandOutput(int ExitCode, string Output, string Error)
{
    /// <summary>This, for a command that has to succeed.</summary>
    /// <exception cref="LabException">Its exit code is not 0.</exception>
    public CommandOutput MustSucceed() =>
        ExitCode == 0 ? this : throw new LabException($"exit code {ExitCode}\n{Error}{Output}");
}

namespace Pulumi.Engine.Commands;

/// <summary>The exit codes of the official CLI.</summary>
public static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>A question would have to be asked, and there is nobody to ask.</summary>
    public const int NotInteractive = 2;
    public const int NoSuchStack = 6;

    /// <summary><c>--expect-no-changes</c>, and there are some.</summary>
    public const int UnexpectedChanges = 7;

    /// <summary>Ended by force.</summary>
    public const int Cancelled = 8;

    /// <summary>A mistake in the engine itself.</summary>
    public const int Internal = 255;
}

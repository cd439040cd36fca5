namespace Pulumi.Engine.ProgramHost;

/// <summary>The <c>dotnet</c> command: the one that runs us, if one does, else the first on the PATH.</summary>
internal static class DotnetCommand
{
    public static string Path => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
}

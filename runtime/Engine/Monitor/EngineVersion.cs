namespace Pulumi.Engine.Monitor;

/// <summary>The version of Pulumi that the embedded engine stands in for.</summary>
public static class EngineVersion
{
    public static readonly Version Current = new(3, 274, 1);
}

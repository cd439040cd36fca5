namespace Pulumi;

/// <summary>Options of the stack itself; none so far.</summary>
public class StackOptions;

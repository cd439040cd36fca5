namespace Pulumi;

/// <summary>How a function is called.</summary>
public class InvokeOptions
{
    /// <summary>The version of the provider to ask, as <c>1.2.1</c>.</summary>
    public string? Version { get; set; }
}

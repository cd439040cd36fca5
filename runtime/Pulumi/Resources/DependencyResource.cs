namespace Pulumi;

/// <summary>A resource of which the engine told us the URN only.</summary>
internal sealed class DependencyResource(string urn) : CustomResource(urn);

namespace Pulumi;

/// <summary>A resource that a provider creates, updates and deletes.</summary>
public class CustomResource : Resource
{
    /// <param name="type"><c>package:module:Type</c></param>
    /// <param name="name">unique among the resources of one type and parent</param>
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, custom: true, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions())
    {
    }

    private protected CustomResource(string urn)
        : base(urn)
    {
    }

    /// <summary>The id its provider gave it; unknown in the preview of its creation.</summary>
    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}

namespace Pulumi;

/// <summary>Options of the stack itself.</summary>
public class StackOptions
{
    /// <summary>Called for every resource of the stack before it is registered.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => field ??= [];
        set;
    }
}

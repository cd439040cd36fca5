using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Deployment.Registration;

/// <summary>
/// The engine's own function <c>pulumi:pulumi:readStackResourceOutputs</c>: the resources of a stack as they are in its state, by URN,
/// each with <c>type</c> and <c>outputs</c>. Here of the stack itself only.
/// </summary>
internal static class OwnStackFunction
{
    public const string Token = "pulumi:pulumi:readStackResourceOutputs";

    /// <exception cref="ProviderException">Another stack is asked for.</exception>
    public static InvokeResult Invoke(PropertyMap arguments, DeploymentTarget target, IEnumerable<ResourceState> resources)
    {
        var name = (arguments.GetValueOrDefault("stackName") as StringValue)?.Value;
        var fullName = $"{target.Organization}/{target.Project}/{target.Stack}";
        if (name != target.Stack && name != fullName)
            throw new ProviderException($"the embedded engine tells of the stack itself only ('{fullName}'), not of '{name}'; install Pulumi");
        var outputs = resources.Where(resource => !resource.Delete).Select(resource => KeyValuePair.Create<string, PropertyValue>(
            resource.Urn,
            new ObjectValue(PropertyMap.Empty.With("type", new StringValue(resource.Type)).With("outputs", new ObjectValue(resource.Outputs)))));
        return new(PropertyMap.Empty.With("name", new StringValue(name)).With("outputs", new ObjectValue(new(outputs))), []);
    }
}

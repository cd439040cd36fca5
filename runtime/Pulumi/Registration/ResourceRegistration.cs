using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

/// <summary>Registers one resource, or reads one that exists, and resolves its outputs by the answer.</summary>
internal sealed class ResourceRegistration(DeploymentContext context, Resource resource, ResourceArgs args, ResourceOptions options)
{
    private const string UrnOutput = "urn";
    private const string IdOutput = "id";

    /// <exception cref="Grpc.Core.RpcException">if the engine refuses; all outputs fail with it</exception>
    public async Task RunAsync()
    {
        try
        {
            var answer = await ReadOrRegisterAsync();
            ResolveOutputs(answer);
            foreach (var output in resource.Completion.Values)
            {
                // In a preview, and after a failure, what the engine does not tell may still come to be.
                output.ResolveDefault(isKnown: !context.IsDryRun && answer.Result == Result.Success);
            }
        }
        catch (Exception e)
        {
            foreach (var output in resource.Completion.Values)
            {
                output.Fail(e);
            }

            throw;
        }
    }

    private async Task<RegisterResourceResponse> ReadOrRegisterAsync()
    {
        var id = options.Id is null ? "" : await options.Id.ToOutput().GetValueAsync(whenUnknown: "");
        return string.IsNullOrEmpty(id) ? await RegisterAsync() : await ReadAsync(id);
    }

    private async Task<RegisterResourceResponse> RegisterAsync()
    {
        if (options.DeletedWith is not null && !await context.Features.DeletedWithAsync())
        {
            throw new InvalidOperationException("The Pulumi CLI does not support the DeletedWith option. Please update the Pulumi CLI.");
        }

        var prepared = await PreparedResource.PrepareAsync(context, resource, args, options);
        return await context.Monitor.RegisterResourceAsync(resource, await RegistrationRequest.CreateAsync(context, resource, options, prepared));
    }

    private async Task<RegisterResourceResponse> ReadAsync(string id)
    {
        if (resource is not CustomResource)
        {
            throw new ArgumentException("ResourceOptions.Id is only valid for a CustomResource");
        }

        var prepared = await PreparedResource.PrepareAsync(context, resource, args, options);
        var state = await context.Monitor.ReadResourceAsync(resource, new ReadResourceRequest
        {
            Id = id,
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Parent = prepared.ParentUrn,
            Provider = prepared.Provider,
            Properties = prepared.Inputs,
            Dependencies = { prepared.Dependencies },
            Version = options.Version ?? "",
            PluginDownloadURL = options.PluginDownloadURL ?? "",
            AcceptSecrets = true,
            AcceptResources = RegistrationRequest.AcceptsResources,
            AdditionalSecretOutputs = { (options as CustomResourceOptions)?.AdditionalSecretOutputs ?? [] },
        });
        return new RegisterResourceResponse { Urn = state.Urn, Id = id, Object = state.Properties };
    }

    private void ResolveOutputs(RegisterResourceResponse answer)
    {
        var converter = new PropertyConverter(warning => context.Logger.LogAsync(LogLevel.Warning, warning, resource));
        var properties = answer.Object ?? new Struct();
        foreach (var (name, output) in resource.Completion)
        {
            if (name == UrnOutput)
            {
                output.Resolve(OutputData.Known<object?>(answer.Urn));
            }
            else if (name == IdOutput)
            {
                output.Resolve(OutputData.Known<object?>(answer.Id) with { IsKnown = answer.Id.Length > 0 });
            }
            else if (properties.Fields.TryGetValue(name, out var value))
            {
                var data = PropertyDeserializer.Deserialize(value);
                var converted = converter.Convert($"{resource.GetType().FullName}.{name}", data.Value, output.ValueType);
                output.Resolve(data.WithValue(converted) with { Resources = DependenciesOf(answer, name) });
            }
        }
    }

    private static ImmutableHashSet<Resource> DependenciesOf(RegisterResourceResponse answer, string name)
        => answer.PropertyDependencies.TryGetValue(name, out var dependencies)
            ? [.. dependencies.Urns.Select(urn => new DependencyResource(urn))]
            : [];
}

using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;
using WireTimeouts = Pulumirpc.RegisterResourceRequest.Types.CustomTimeouts;

namespace Pulumi;

/// <summary>The registration of a resource on the wire.</summary>
internal static class RegistrationRequest
{
    /// <summary>Whether the engine may answer with references to resources.</summary>
    public static bool AcceptsResources => !ProgramEnvironment.IsSet("PULUMI_DISABLE_RESOURCE_REFERENCES");

    public static async Task<RegisterResourceRequest> CreateAsync(
        DeploymentContext context, Resource resource, ResourceOptions options, PreparedResource prepared)
    {
        var request = new RegisterResourceRequest
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Parent = prepared.ParentUrn,
            Custom = resource is CustomResource,
            Object = prepared.Inputs,
            Dependencies = { prepared.Dependencies },
            Provider = prepared.Provider,
            Version = options.Version ?? "",
            PluginDownloadURL = options.PluginDownloadURL ?? "",
            IgnoreChanges = { options.IgnoreChanges },
            CustomTimeouts = ToWire(options.CustomTimeouts),
            DeletedWith = options.DeletedWith is null ? "" : await options.DeletedWith.Urn.GetValueAsync(whenUnknown: ""),
            ReplacementTrigger = await TriggerAsync(context, resource, options),
            Hooks = new(),
            AcceptSecrets = true,
            AcceptResources = AcceptsResources,
            SupportsResultReporting = true,
        };
        foreach (var (property, urns) in prepared.PropertyDependencies)
        {
            request.PropertyDependencies.Add(property, new() { Urns = { urns } });
        }

        AddAliases(request, prepared);
        AddSwitches(request, options);
        if (options is CustomResourceOptions custom)
        {
            AddCustomOptions(request, custom);
        }

        return request;
    }

    private static void AddAliases(RegisterResourceRequest request, PreparedResource prepared)
    {
        if (prepared.SupportsAliasSpecs)
        {
            request.Aliases.AddRange(prepared.Aliases);
        }
        else
        {
            request.AliasURNs.AddRange(prepared.Aliases.Select(alias => alias.Urn));
        }
    }

    // Absent is something else than false.
    private static void AddSwitches(RegisterResourceRequest request, ResourceOptions options)
    {
        if (options.Protect is { } protect)
        {
            request.Protect = protect;
        }

        if (options.RetainOnDelete is { } retain)
        {
            request.RetainOnDelete = retain;
        }
    }

    private static void AddCustomOptions(RegisterResourceRequest request, CustomResourceOptions options)
    {
        request.ImportId = options.ImportId ?? "";
        request.DeleteBeforeReplace = options.DeleteBeforeReplace ?? false;
        request.DeleteBeforeReplaceDefined = options.DeleteBeforeReplace is not null;
        request.AdditionalSecretOutputs.AddRange(options.AdditionalSecretOutputs);
        request.ReplaceOnChanges.AddRange(options.ReplaceOnChanges);
    }

    // Plain values only: the engine compares them with those of the last update.
    private static async Task<Value?> TriggerAsync(DeploymentContext context, Resource resource, ResourceOptions options)
    {
        if (options.ReplacementTrigger is null)
        {
            return null;
        }

        var serializer = new PropertySerializer(await context.Features.ResourceReferencesAsync());
        return await serializer.SerializeAsync($"{resource.GetResourceType()} '{resource.GetResourceName()}'.replacementTrigger", options.ReplacementTrigger);
    }

    private static WireTimeouts? ToWire(CustomTimeouts? timeouts) => timeouts is null ? null : new WireTimeouts
    {
        Create = Duration(timeouts.Create),
        Update = Duration(timeouts.Update),
        Delete = Duration(timeouts.Delete),
    };

    // As Go parses it; a tick is 100 ns.
    private static string Duration(TimeSpan? time) => time is { } known ? $"{known.Ticks}00ns" : "";
}

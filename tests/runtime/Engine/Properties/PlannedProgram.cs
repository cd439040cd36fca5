using Grpc.Core;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Backend;
using Pulumi.Engine.Tests.Deployment.Support;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Properties;

/// <summary>Registers each node of a plan as soon as those that it needs are there, as SDKs do.</summary>
/// <param name="targets">URNs that the run may touch; empty for all.</param>
internal sealed class PlannedProgram(Node?[] nodes, IReadOnlyList<string> targets, Cloud cloud) : IProgramHost
{
    /// <summary>What no state may show.</summary>
    public const string Secret = "s3cret-";

    private const string Provider = "pulumi:providers:fake";

    public static string NameOf(int place, bool renamed) => $"{(renamed ? 'm' : 'n')}{place}";

    public async Task<ProgramExit> RunAsync(ProgramStart start, CancellationToken cancel)
    {
        using var monitor = new MonitorClient(start.EngineAddress);
        try
        {
            return await RunAsync(new TestProgram(monitor, start)).WaitAsync(cancel);
        }
        catch (RpcException)
        {
            return new(1); // as a program does whose registration was refused
        }
    }

    private async Task<ProgramExit> RunAsync(TestProgram program)
    {
        await program.RegisterStackAsync();
        var registered = new Dictionary<int, Task<Registered>>();
        for (var place = 0; place < nodes.Length; place++)
        {
            if (nodes[place] is { } node)
                registered[place] = RegisterAsync(program, place, node, new(registered));
        }
        await Task.WhenAll(registered.Values);
        if (!program.DryRun)
            cloud.ProgramEnded = true;
        await program.Monitor.SignalAndWaitForShutdown();
        return new(0);
    }

    private async Task<Registered> RegisterAsync(
        TestProgram program, int place, Node node, Dictionary<int, Task<Registered>> before)
    {
        await Task.Yield();
        async Task<Registered?> AtAsync(int? other, bool wanted) =>
            wanted && other is { } o && before.TryGetValue(o, out var task) ? await task : null;

        var name = NameOf(place, node.Renamed);
        var parent = await AtAsync(node.Parent, place != Node.ProviderPlace && node.Parent < place);
        void Named(RegisterResourceRequest request)
        {
            request.Parent = parent?.Urn ?? request.Parent;
            request.Aliases.Add(new Alias { Spec = new() { Name = NameOf(place, !node.Renamed) } });
        }
        if (Node.IsComponent(place))
            return await program.ComponentAsync(name, Named);
        if (place == Node.ProviderPlace)
            return await program.ThingAsync("provider", options: request => request.Type = Provider);

        Task<Registered?> ThingAsync(int? other) => AtAsync(other, other >= Node.FirstThing);
        var (text, identity, after, owner) = (
            await ThingAsync(node.TextFrom), await ThingAsync(node.IdentityFrom), await ThingAsync(node.After),
            await ThingAsync(node.Options.DeletedWith));
        var provider = node.OwnProvider ? await AtAsync(Node.ProviderPlace, wanted: true) : null;
        var own = new PropertyValue.StringValue($"{(Node.HasSecretText(place) ? Secret : "text-")}{node.Text}");
        List<(string, object)> inputs =
        [
            ("text", text is not null ? new Use(text, "text") : Node.HasSecretText(place) ? own.AsSecret() : own),
            ("identity", identity is not null ? new Use(identity) : $"identity-{node.Identity}"),
        ];
        Registered?[] needed = [text, identity, after];
        if (!program.DryRun)
            cloud.Announce($"{place}", new(
                [.. needed.OfType<Registered>().Select(other => other.Id)], identity?.Id ?? "", owner?.Id ?? "", node.Options.RetainOnDelete));
        var registered = await program.ThingAsync(name, [.. inputs], after is null ? [] : [after], request =>
        {
            Named(request);
            Apply(node.Options, request);
            request.Provider = provider is null ? "" : $"{provider.Urn}::{provider.Id}";
            request.DeletedWith = owner?.Urn ?? "";
        });
        if (!program.DryRun && registered.Result is Result.Success)
            cloud.Settle($"{place}", registered.Id, touched: targets.Count == 0 || targets.Contains(UrnOf(name, parent)));
        return registered;
    }

    /// <summary>By the name and the parent that it has now: what is only kept may have another one in the state.</summary>
    private static string UrnOf(string name, Registered? parent) => Urn.Create(
        TemporaryBackend.Stack.Name, TemporaryBackend.Stack.Project, parent?.Urn ?? "", "fake:index:Thing", name);

    private static void Apply(NodeOptions options, RegisterResourceRequest request)
    {
        request.DeleteBeforeReplaceDefined = options.DeleteBeforeReplace is not null;
        request.DeleteBeforeReplace = options.DeleteBeforeReplace == true;
        request.Protect = options.Protect;
        request.RetainOnDelete = options.RetainOnDelete;
        if (options.IgnoreText)
            request.IgnoreChanges.Add("text");
        if (options.ReplaceOnText)
            request.ReplaceOnChanges.Add("text");
        if (options.Trigger > 0)
            request.ReplacementTrigger = Google.Protobuf.WellKnownTypes.Value.ForNumber(options.Trigger);
    }
}

using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Deployment.Registration;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using Pulumirpc;

namespace Pulumi.Engine.Monitor;

/// <summary>The service by which a program registers its resources: reads the wire, asks the deployment, writes the answer.</summary>
internal sealed class ResourceMonitorService(IResourceRegistrar registrar, DeploymentTarget target) : ResourceMonitor.ResourceMonitorBase
{
    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = SupportedFeatures.Contains(request.Id) });

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) =>
        RpcFailures.AnswerAsync(async () =>
        {
            var result = await registrar.RegisterAsync(GoalReader.Read(request, target.Root), context.CancellationToken);
            if (result.Outcome is not RegistrationOutcome.Succeeded && !request.SupportsResultReporting)
                throw new RpcException(new(StatusCode.Internal, "resource registration failed"));
            return Response(result, request);
        });

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) =>
        RpcFailures.AnswerAsync(async () =>
        {
            await registrar.RegisterOutputsAsync(request.Urn, PropertyWire.Read(request.Outputs), context.CancellationToken);
            return new Empty();
        });

    public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context) =>
        RpcFailures.AnswerAsync(async () =>
        {
            await registrar.SignalAndWaitForShutdownAsync(context.CancellationToken);
            return new Empty();
        });

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) =>
        RpcFailures.AnswerAsync(async () =>
        {
            try
            {
                var result = await registrar.InvokeAsync(
                    new(request.Tok, PropertyWire.Read(request.Args), request.Provider, request.Version), context.CancellationToken);
                var response = new ResourceInvokeResponse { Return = PropertyWire.Write(result.Return, keepSecrets: true) };
                response.Failures.Add(result.Failures.Select(f => new Pulumirpc.CheckFailure { Property = f.Property, Reason = f.Reason }));
                return response;
            }
            catch (ProviderException e)
            {
                throw new RpcException(new(StatusCode.Unknown, $"invocation of {request.Tok} returned an error: {e.Message}"));
            }
        });

    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) =>
        throw new RpcException(new(
            StatusCode.Unimplemented,
            $"the embedded engine does not read existing resources ('{request.Name}' of type {request.Type}); install Pulumi"));

    private static RegisterResourceResponse Response(RegistrationResult result, RegisterResourceRequest request)
    {
        // A component's outputs come from the program itself, later; the old ones would only confuse it.
        var outputs = request.Custom ? result.State.Outputs : PropertyMap.Empty;
        if (!request.SupportsPartialValues)
            outputs = new(outputs.Where(e => !e.Value.HasUnknown()));
        return new()
        {
            Urn = result.State.Urn,
            Id = result.State.Id,
            Object = PropertyWire.Write(outputs, request.AcceptSecrets),
            Result = result.Outcome switch
            {
                RegistrationOutcome.Failed => Result.Fail,
                RegistrationOutcome.Skipped => Result.Skip,
                _ => Result.Success,
            },
        };
    }
}

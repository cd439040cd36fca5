using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Deployment.Registration;
using Pulumirpc;

namespace Pulumi.Engine.Monitor;

/// <summary>The service for what a program tells the engine apart from its resources.</summary>
internal sealed class EngineService(IResourceRegistrar registrar) : Pulumirpc.Engine.EngineBase
{
    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        var severity = request.Severity switch
        {
            LogSeverity.Debug => DiagnosticSeverity.Debug,
            LogSeverity.Info => DiagnosticSeverity.Info,
            LogSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Error,
        };
        registrar.Log(request.Urn, severity, request.Message, request.Ephemeral);
        return Task.FromResult(new Empty());
    }

    public override Task<GetRootResourceResponse> GetRootResource(GetRootResourceRequest request, ServerCallContext context) =>
        Task.FromResult(new GetRootResourceResponse { Urn = registrar.StackUrn });

    /// <summary>Older SDKs say which resource is the stack; its registration did already.</summary>
    public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context) =>
        Task.FromResult(new SetRootResourceResponse());

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(
        RequirePulumiVersionRequest request, ServerCallContext context) =>
        RpcFailures.AnswerAsync(() =>
        {
            if (!VersionRange.Parse(request.PulumiVersionRange).Contains(Version.Parse(EngineVersion.Text.TrimStart('v'))))
                throw new DeploymentException(
                    $"Pulumi CLI version {EngineVersion.Text} (the version whose behaviour the embedded engine has) does not satisfy "
                    + $"the version range \"{request.PulumiVersionRange}\" that the program requires");
            return Task.FromResult(new RequirePulumiVersionResponse());
        });
}

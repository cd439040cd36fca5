using Grpc.Core;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Deployment.Registration;

namespace Pulumi.Engine.Monitor;

/// <summary>Failures as gRPC reports them.</summary>
internal static class RpcFailures
{
    /// <exception cref="RpcException">The call failed.</exception>
    public static async Task<T> AnswerAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RunStoppedException e)
        {
            throw new RpcException(new(StatusCode.Unavailable, e.Message));
        }
        catch (OperationCanceledException e)
        {
            throw new RpcException(new(StatusCode.Cancelled, e.Message));
        }
        catch (NotSupportedException e)
        {
            throw new RpcException(new(StatusCode.Unimplemented, e.Message));
        }
        catch (FormatException e)
        {
            throw new RpcException(new(StatusCode.InvalidArgument, e.Message));
        }
        catch (DeploymentException e)
        {
            throw new RpcException(new(StatusCode.FailedPrecondition, e.Message));
        }
    }
}

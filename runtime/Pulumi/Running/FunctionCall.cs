using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

/// <summary>Asks a provider, or the engine itself, for something that is no resource.</summary>
internal static class FunctionCall
{
    /// <returns>unknown while an argument is, without a call</returns>
    /// <exception cref="InvalidOperationException">if the function refuses an argument; it names all that are refused</exception>
    public static async Task<OutputData<T>> RunAsync<T>(DeploymentContext context, string token, InvokeArgs args, InvokeOptions? options)
    {
        var arguments = await SerializedProperties.SerializeAsync(context, token, args.ToDictionary());
        if (!PropertyDeserializer.Deserialize(Value.ForStruct(arguments.Values)).IsKnown)
        {
            return OutputData.Unknown<T>(default!);
        }

        var response = await context.Monitor.InvokeAsync(new ResourceInvokeRequest
        {
            Tok = token,
            Args = arguments.Values,
            Version = options?.Version ?? "",
            AcceptResources = true,
        });
        if (response.Failures.Count > 0)
        {
            throw new InvalidOperationException(
                $"Invoke of '{token}' failed: {string.Join("; ", response.Failures.Select(failure => $"{failure.Reason} ({failure.Property})"))}");
        }

        var result = PropertyDeserializer.Deserialize(Value.ForStruct(response.Return));
        var value = new PropertyConverter(message => Log.Warn(message)).Convert($"{token} result", result.Value, typeof(T));
        var resources = result.Resources.Union(arguments.Dependencies.Values.SelectMany(dependencies => dependencies));
        return new((T)value!, result.IsKnown, result.IsSecret, resources);
    }
}

using System.Runtime.CompilerServices;
using PublicApiGenerator;

namespace Pulumi.Tests.Api;

/// <summary>
/// The public API is a claim: each member is one of the published packages (Pulumi 3.112.1, Pulumi.Command 1.2.1, Pulumi.Tls
/// 5.5.1) with the same signature, so that a program compiles against either. A change here has to be checked against them.
/// </summary>
public sealed class PublicApi
{
    [Theory]
    [InlineData(typeof(Deployment))]
    [InlineData(typeof(Command.Remote.Command))]
    [InlineData(typeof(Tls.PrivateKey))]
    public async Task Surface_IsAsClaimed(Type typeOfThePackage)
    {
        var name = $"{typeOfThePackage.Assembly.GetName().Name}.txt";
        var surface = typeOfThePackage.Assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            ExcludeAttributes = [typeof(AsyncIteratorStateMachineAttribute).FullName!],
        });
        surface = string.Join('\n', [surface.TrimEnd(), .. await WireSurface.LinesAsync(typeOfThePackage.Assembly)]);
        var seen = Path.Combine(AppContext.BaseDirectory, "Api", $"seen-{name}");
        await File.WriteAllTextAsync(seen, surface + "\n");

        var claimed = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Api", name));

        Assert.True(claimed.TrimEnd() == surface.TrimEnd(), $"The public API has changed. If it still is a part of the published one, copy {seen} to tests/runtime/Pulumi/Api/{name}.");
    }
}

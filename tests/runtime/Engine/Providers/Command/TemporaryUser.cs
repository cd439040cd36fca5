using System.Security.Cryptography;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>A user of this machine with a password of its own, for as long as a test runs.</summary>
internal sealed class TemporaryUser : IAsyncDisposable
{
    public string Name { get; } = "ssh-test-" + RandomNumberGenerator.GetHexString(6, lowercase: true);

    public string Password { get; } = RandomNumberGenerator.GetHexString(16);

    public static async Task<TemporaryUser> CreateAsync()
    {
        var user = new TemporaryUser();
        await Tool.Output("useradd", ["--no-create-home", "--home-dir", "/", "--shell", "/bin/sh", user.Name]);
        await Tool.Output("chpasswd", [], $"{user.Name}:{user.Password}\n");
        return user;
    }

    public async ValueTask DisposeAsync() => await Tool.Output("userdel", [Name]);
}

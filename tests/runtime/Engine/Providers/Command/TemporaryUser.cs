using System.Diagnostics;
using System.Security.Cryptography;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>A user of this machine with a password of its own, for as long as a test runs.</summary>
internal sealed class TemporaryUser : IAsyncDisposable
{
    /// <summary>What userdel(8) exits with while the user is logged in.</summary>
    private const int StillInUse = 8;

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    public string Name { get; } = "ssh-test-" + RandomNumberGenerator.GetHexString(6, lowercase: true);

    public string Password { get; } = RandomNumberGenerator.GetHexString(16);

    public static async Task<TemporaryUser> CreateAsync()
    {
        var user = new TemporaryUser();
        await Tool.Output("useradd", ["--no-create-home", "--home-dir", "/", "--shell", "/bin/sh", user.Name]);
        await Tool.Output("chpasswd", [], $"{user.Name}:{user.Password}\n");
        return user;
    }

    public async ValueTask DisposeAsync()
    {
        // sshd's process for the session may outlive the connection by a moment, and userdel refuses while it does.
        for (var time = Stopwatch.StartNew(); (await Tool.Run("userdel", [Name])).ExitCode == StillInUse; await Task.Delay(50))
            Assert.True(time.Elapsed < EndLimit, $"processes of {Name} do not end");
    }
}

using System.Text.Json;
using Pulumi.Tests.Support;
using Pulumi.Utilities;

namespace Pulumi.Tests.Configuration;

public sealed class ConfigReading : ProgramTest
{
    private const string Values =
        """
        { "vectors:text": "t", "vectors:number": "-7", "vectors:ratio": "0.5", "vectors:flag": "true", "vectors:object": "{\"Port\": 22}",
          "vectors:config:old": "o", "other:text": "x", "vectors:password": "s3cret" }
        """;

    [Fact]
    public async Task Values_AreReadByTypeAndNamespace()
    {
        await ReadAsync(config =>
        {
            Assert.Equal("t", config.Get("text"));
            Assert.Equal(-7, config.RequireInt32("number"));
            Assert.Equal(0.5, config.GetDouble("ratio"));
            Assert.True(config.RequireBoolean("flag"));
            Assert.Equal(22, config.RequireObject<Endpoint>("object").Port);
            Assert.Equal(22, config.GetObject<Endpoint>("object", JsonSerializerOptions.Default)!.Port);
            Assert.Equal("o", config.Require("old"));
            Assert.Equal("x", new Config("other").Get("text"));
            Assert.Equal("x", new Config("other:config").Get("text"));
        });
    }

    [Fact]
    public async Task MissingValues_AreNull()
    {
        await ReadAsync(config =>
        {
            Assert.Null(config.Get("none"));
            Assert.Null(config.GetInt32("none"));
            Assert.Null(config.GetObject<Endpoint>("none"));
            Assert.Null(config.GetSecret("none"));
            Assert.Null(config.GetSecretBoolean("none"));
            Assert.Null(config.GetSecretObject<int>("none"));
        });
    }

    [Fact]
    public async Task SecretVariants_AreSecretOutputs()
    {
        Output<string> text = null!;
        Output<Endpoint> endpoint = null!;
        await ReadAsync(config => (text, endpoint) = (config.RequireSecret("password"), config.RequireSecretObject<Endpoint>("object")));

        Assert.Equal("s3cret", await OutputUtilities.GetValueAsync(text));
        Assert.True(await Output.IsSecretAsync(text));
        Assert.True(await Output.IsSecretAsync(endpoint));
    }

    [Fact]
    public async Task MissingRequired_NamesTheKeyAndTheCommandThatSetsIt()
        => Assert.Equal(
            "Missing Required configuration variable 'vectors:none'\n\tplease set a value using the command `pulumi config set vectors:none <value>`",
            await FailAsync(config => config.RequireDouble("none")));

    [Fact]
    public async Task WrongType_NamesKeyValueAndType()
    {
        Assert.Equal("Configuration 'vectors:text' value 't' is not a valid Int32", await FailAsync(config => config.GetInt32("text")));
        Assert.Equal("Configuration 'vectors:text' value 't' is not a valid Boolean", await FailAsync(config => config.RequireBoolean("text")));
        Assert.Equal("Configuration 'vectors:text' value 't' is not a valid Double", await FailAsync(config => config.GetSecretDouble("text")));
    }

    [Fact]
    public async Task WrongObject_SaysWhere()
        => Assert.Contains("is not a valid System.Int32[]: The JSON value could not be converted", await FailAsync(config => config.GetObject<int[]>("object")));

    [Fact]
    public async Task SecretOfTheWrongType_IsNotShown()
    {
        Assert.Equal("Configuration 'vectors:password' value '[secret]' is not a valid Int32", await FailAsync(config => config.GetInt32("password")));
        Assert.Equal(
            "Configuration 'vectors:password' value '[secret]' is not a valid System.Int32[]: at $",
            await FailAsync(config => config.RequireSecretObject<int[]>("password")));
    }

    private async Task ReadAsync(Action<Config> read)
    {
        SetEnvironment("PULUMI_CONFIG", Values);
        SetEnvironment("PULUMI_CONFIG_SECRET_KEYS", """["vectors:password"]""");
        var exitCode = await UpdateAsync(() => read(new Config()));
        Assert.True(exitCode == 0, string.Join('\n', Engine.Logs.Select(log => log.Message)));
    }

    private async Task<string> FailAsync(Action<Config> read)
    {
        SetEnvironment("PULUMI_CONFIG", Values);
        SetEnvironment("PULUMI_CONFIG_SECRET_KEYS", """["vectors:password"]""");
        Assert.Equal(32, await UpdateAsync(() => read(new Config())));
        return Engine.Logs[^1].Message;
    }

    private sealed record Endpoint(int Port);
}

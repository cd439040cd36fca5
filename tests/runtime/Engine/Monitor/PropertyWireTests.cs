using Google.Protobuf.WellKnownTypes;
using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;

namespace Pulumi.Engine.Tests.Monitor;

public sealed class PropertyWireTests
{
    [Theory]
    [InlineData("""null""")]
    [InlineData("""true""")]
    [InlineData("""1.5""")]
    [InlineData("\"<&>é\\n\"")]
    [InlineData("""[1, ["two"], {}]""")]
    [InlineData("""{ "a": { "b": null } }""")]
    [InlineData("\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"")]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": { "k": "v" } }""")]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "an asset" }""")]
    public void What_is_read_is_written_the_same(string json)
    {
        var message = new Struct { Fields = { ["v"] = Value.Parser.ParseJson(json) } };

        Assert.Equal(message, PropertyWire.Write(PropertyWire.Read(message), keepSecrets: true));
    }

    [Fact]
    public void A_secret_is_unwrapped_for_who_knows_none() => Assert.Equal(
        Value.ForString("x"), PropertyWire.Write(Map(new PropertyValue.StringValue("x").AsSecret()), keepSecrets: false).Fields["v"]);

    [Theory]
    [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [InlineData("3eeb2bf0-c639-47a8-9e75-3b44932eb421")]
    public void Unknowns_of_other_types_are_unknown(string text) =>
        Assert.Equal(PropertyValue.Unknown, PropertyWire.Read(Value.ForString(text)));

    [Theory]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4" }""", true, false)]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "secret": true }""", true, true)]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": 1, "secret": true }""", false, true)]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": 1, "dependencies": ["u"] }""", false, false)]
    public void An_output_value_is_what_it_holds(string json, bool unknown, bool secret)
    {
        var value = PropertyWire.Read(Value.Parser.ParseJson(json));

        Assert.Equal(unknown, value.HasUnknown());
        Assert.Equal(secret, value.IsSecret());
    }

    [Fact]
    public void A_secret_without_a_value_is_refused() => Assert.Throws<FormatException>(() => PropertyWire.Read(
        Value.Parser.ParseJson("""{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" }""")));

    private static PropertyMap Map(PropertyValue value) => new([KeyValuePair.Create("v", value)]);
}

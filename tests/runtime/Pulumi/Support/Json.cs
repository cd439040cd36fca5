using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Pulumi.Tests.Support;

internal static class Json
{
    /// <summary>Fails with both texts unless the message is this JSON; the order of properties does not count.</summary>
    public static void AssertEqual(string expected, IMessage actual)
    {
        var (wanted, got) = (JsonNode.Parse(expected), JsonNode.Parse(JsonFormatter.Default.Format(actual)));
        if (!JsonNode.DeepEquals(wanted, got))
        {
            Assert.Equal(wanted!.ToJsonString(), got!.ToJsonString());
        }
    }
}

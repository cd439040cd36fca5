namespace EncryptionInTransit.Tests.HandOut;

/// <summary>Users and nodes as parts of paths and of resource names.</summary>
public class SafeNames
{
    [Theory]
    [InlineData("app_rw-1.x", "app_rw-1.x")]
    [InlineData("a/b", "a~2Fb")]
    [InlineData("a~2Fb", "a~7E2Fb")]
    [InlineData("..", "~2E.")]
    [InlineData(".", "~2E")]
    [InlineData("Jörg", "J~C3~B6rg")]
    [InlineData("a b::c*", "a~20b~3A~3Ac~2A")]
    public void Have_nothing_that_is_read_as_something_else(string text, string name) => Assert.Equal(name, SafeName.Of(text));
}

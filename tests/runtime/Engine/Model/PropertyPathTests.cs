using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Model;

public sealed class PropertyPathTests
{
    [Theory]
    [InlineData("triggers[*]", "triggers", "1", "2", true)]
    [InlineData("triggers", "triggers", "1", "2", true)]
    [InlineData("*", "triggers", "1", "2", true)]
    [InlineData("other", "triggers", "1", "2", false)]
    [InlineData("triggers[0]", "triggers", "1", "2", true)]
    [InlineData("triggers[1]", "triggers", "1", "2", false)]
    public void A_change_of_a_list_is_a_change_at(string path, string key, string old, string @new, bool expected) =>
        Assert.Equal(expected, PropertyPath.Parse(path).IsChangeOf(key, Triggers(old), Triggers(@new)));

    [Fact]
    public void A_path_into_an_object_sees_only_its_own_part()
    {
        var (old, @new) = (Subject("a", "x"), Subject("a", "y"));

        Assert.False(PropertyPath.Parse("subject.name").IsChangeOf("subject", old, @new));
        Assert.True(PropertyPath.Parse("subject[\"unit\"]").IsChangeOf("subject", old, @new));
        Assert.True(PropertyPath.Parse("subject.*").IsChangeOf("subject", old, @new));
    }

    [Fact]
    public void Reset_puts_the_old_value_back_and_leaves_the_rest()
    {
        var reset = PropertyPath.Parse("subject.unit").Reset(Subject("a", "x"), Subject("b", "y"));

        Assert.Equal(Subject("b", "x"), reset);
    }

    [Fact]
    public void Reset_removes_what_was_not_there()
    {
        var reset = PropertyPath.Parse("subject").Reset(PropertyMap.Empty, Subject("b", "y"));

        Assert.Empty(reset);
    }

    [Theory]
    [InlineData("triggers[*]", "triggers[0]", true)]
    [InlineData("triggers", "triggers[0]", true)]
    [InlineData("triggers[*]", "triggers", false)]
    [InlineData("*", "triggers[0]", true)]
    [InlineData("triggers[1]", "triggers[0]", false)]
    public void Covers_what_is_at_it_or_below(string path, string other, bool covers) =>
        Assert.Equal(covers, PropertyPath.Parse(path).Covers(PropertyPath.Parse(other)));

    [Theory]
    [InlineData("")]
    [InlineData("a[")]
    [InlineData("a[]")]
    [InlineData("a[\"b\"")]
    [InlineData("a..b")]
    public void What_is_no_path_is_refused(string path) => Assert.Throws<FormatException>(() => PropertyPath.Parse(path));

    private static PropertyMap Triggers(string value) => Map(("triggers", new PropertyValue.ArrayValue([Text(value)])));

    private static PropertyMap Subject(string name, string unit) =>
        Map(("subject", new PropertyValue.ObjectValue(Map(("name", Text(name)), ("unit", Text(unit))))));

    private static PropertyValue Text(string text) => new PropertyValue.StringValue(text);

    private static PropertyMap Map(params (string Key, PropertyValue Value)[] entries) =>
        new(entries.Select(e => KeyValuePair.Create(e.Key, e.Value)));
}

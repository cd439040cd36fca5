using Google.Protobuf.WellKnownTypes;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class ReplacementTriggerTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task A_change_from_one_value_to_another_replaces()
    {
        await _stack.UpAsync(Program(Value.ForNumber(1)));

        await _stack.UpAsync(Program(Value.ForNumber(2)));

        Assert.Equal(["create key", "delete key"], _stack.Cloud.Changes);
        Assert.Equal(["replacementTrigger"], _stack.Events.Step(StepOp.Replace, "key").ReplaceReasons.ToArray());
        Assert.Equal(new PropertyValue.NumberValue(2), _stack["key"].ReplacementTrigger);
    }

    [Fact]
    public async Task The_same_value_does_not()
    {
        await _stack.UpAsync(Program(Value.ForNumber(1)));

        Assert.False((await _stack.UpAsync(Program(Value.ForNumber(1)))).HasChanges);
    }

    [Fact]
    public async Task The_same_value_that_is_a_secret_now_does_not()
    {
        await _stack.UpAsync(Program(Value.ForString("1")));

        await _stack.UpAsync(Program(Secret(new PropertyValue.StringValue("1"))));

        Assert.Empty(_stack.Cloud.Changes);
    }

    [Fact]
    public async Task A_null_is_no_value_even_if_it_is_a_secret()
    {
        await _stack.UpAsync(Program(Secret(PropertyValue.Null)));

        Assert.False((await _stack.UpAsync(Program(Value.ForNumber(1)))).HasChanges);
        Assert.False((await _stack.UpAsync(Program(Secret(PropertyValue.Null)))).HasChanges);
    }

    [Fact]
    public async Task A_first_value_only_enters_the_state()
    {
        await _stack.UpAsync(Program(null));

        var result = await _stack.UpAsync(Program(Value.ForNumber(1)));

        Assert.False(result.HasChanges);
        Assert.Equal(new PropertyValue.NumberValue(1), _stack["key"].ReplacementTrigger);
    }

    [Fact]
    public async Task No_value_any_more_does_not_replace()
    {
        await _stack.UpAsync(Program(Value.ForNumber(1)));

        Assert.False((await _stack.UpAsync(Program(null))).HasChanges);
    }

    [Fact]
    public async Task An_unknown_value_shows_a_replacement_in_a_preview()
    {
        await _stack.UpAsync(Program(Value.ForNumber(1)));

        var result = await _stack.PreviewAsync(Program(Value.ForString(WireFormat.Unknown)));

        Assert.Equal(1, result.Changes[StepOp.Replace]);
    }

    private static Value Secret(PropertyValue value) =>
        PropertyWire.Write(new([new("v", value.AsSecret())]), keepSecrets: true).Fields["v"];

    private static Func<TestProgram, Task> Program(Value? trigger) => program =>
        program.ThingAsync("key", options: r => r.ReplacementTrigger = trigger);
}

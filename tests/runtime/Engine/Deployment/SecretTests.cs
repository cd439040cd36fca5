using System.Collections.Immutable;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class SecretTests
{
    private static readonly PropertyValue Password = new PropertyValue.StringValue("hunter2").AsSecret();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_output_is_secret_when_the_input_of_its_name_is(bool providerKnowsSecrets)
    {
        var stack = new TestStack { Cloud = new() { AcceptsSecrets = providerKnowsSecrets } };

        await stack.UpAsync(p => p.ThingAsync("a", [("password", Password), ("text", "plain")]));

        Assert.Equal(Password, stack["a"].Inputs["password"]);
        Assert.Equal(Password, stack["a"].Outputs["password"]);
        Assert.False(stack["a"].Outputs["text"].IsSecret());
    }

    [Fact]
    public async Task A_secret_of_the_configuration_is_in_no_message()
    {
        var stack = new TestStack { SecretConfiguration = ImmutableSortedDictionary<string, string>.Empty.Add("project:password", "hunter22") };
        stack.Cloud.Before = (_, _) => throw new ProviderException("access denied (using password 'hunter22')");

        await stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Contains("access denied (using password '[secret]')", stack.Events.Errors);
    }

    [Fact]
    public async Task A_provider_without_secrets_gets_plain_values()
    {
        var stack = new TestStack { Cloud = new() { AcceptsSecrets = false } };

        await stack.UpAsync(p => p.ThingAsync("a", [("password", Password)]));

        Assert.Equal(new PropertyValue.StringValue("hunter2"), stack.Cloud.Things["id-1"]["password"]);
    }

    [Fact]
    public async Task Inside_an_object_only_the_secret_part_is_marked()
    {
        var stack = new TestStack { Cloud = new() { AcceptsSecrets = false } };
        var connection = new PropertyValue.ObjectValue(new(
        [
            KeyValuePair.Create<string, PropertyValue>("host", new PropertyValue.StringValue("db1")),
            KeyValuePair.Create("key", Password),
        ]));

        await stack.UpAsync(p => p.ThingAsync("a", [("connection", connection)]));

        Assert.Equal(connection, stack["a"].Outputs["connection"]);
    }

    [Fact]
    public async Task An_additional_secret_output_is_secret_for_the_program_and_the_state()
    {
        var stack = new TestStack();
        Registered? a = null;

        await stack.UpAsync(async p => a = await p.ThingAsync("a", options: r => r.AdditionalSecretOutputs.Add("serial")));

        Assert.True(a!["serial"].IsSecret());
        Assert.True(stack["a"].Outputs["serial"].IsSecret());
    }

    [Fact]
    public async Task A_program_that_knows_no_secrets_gets_plain_values()
    {
        var stack = new TestStack();
        Registered? a = null;

        await stack.UpAsync(async p => a = await p.ThingAsync("a", [("password", Password)], options: r => r.AcceptSecrets = false));

        Assert.Equal(new PropertyValue.StringValue("hunter2"), a!["password"]);
    }

    [Fact]
    public async Task That_a_value_became_secret_is_no_change_of_the_thing()
    {
        var stack = new TestStack();
        await stack.UpAsync(p => p.ThingAsync("a", [("password", "hunter2")]));

        var result = await stack.UpAsync(p => p.ThingAsync("a", [("password", Password)]));

        Assert.False(result.HasChanges);
        Assert.True(stack["a"].Inputs["password"].IsSecret());
    }

    [Fact]
    public async Task Stack_outputs_keep_their_secrets()
    {
        var stack = new TestStack();

        var result = await stack.UpAsync(p => p.SetStackOutputsAsync(("password", Password)));

        Assert.Equal(Password, result.StackOutputs["password"]);
    }
}

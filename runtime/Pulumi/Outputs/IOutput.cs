namespace Pulumi;

/// <summary>An output whose type does not matter, as the serializer sees it.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}

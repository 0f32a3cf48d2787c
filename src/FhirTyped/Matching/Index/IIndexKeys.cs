namespace FhirTyped.Matching;

/// <summary>Takes the keys under which a resource is found.</summary>
internal interface IIndexKeys
{
    /// <summary>Takes a key that is looked up as a whole.</summary>
    void Add(int key);

    /// <summary>Takes a text that is looked up by its beginning.</summary>
    void AddText(string text);

    /// <summary>Takes a time, in ticks of UTC; it is looked up by its start and by its end.</summary>
    void AddTime(long start, long end);
}

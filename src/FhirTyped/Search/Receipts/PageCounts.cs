namespace FhirTyped.Receipts;

/// <summary>What a search has counted over the pages so far.</summary>
/// <param name="Total">The smallest total that the server gave, or null.</param>
/// <param name="Matches">The matches.</param>
/// <param name="Included">What came along.</param>
/// <param name="LargestPage">The matches of the page that had most.</param>
internal readonly record struct PageCounts(int? Total, long Matches, long Included, int LargestPage);

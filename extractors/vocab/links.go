package vocab

// LinkFillers are the words of link texts that say nothing of the one document
// that the link leads to.
var LinkFillers = words(`a about all an and annual are as at by can click continue details document download file find for from full
	go here how in inspection inspections into is it its latest link more new news next of on open our page pages pdf press publication
	publications read release report reports see service services summary that the their this to us view was we web webpage website what
	with word you your html kb mb january february march april may june july august september october november december`)

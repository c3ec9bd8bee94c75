// Answers ChatKit turns: CHATKIT_WEBHOOK_SECRET=… go run webhook.go port
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

type object = map[string]any

const deltaType = "assistant_message.content_part.text_delta"

func isGenuine(signature string, body []byte) bool {
	var seconds int64
	fmt.Sscanf(signature, "t=%d", &seconds)
	mac := hmac.New(sha256.New, []byte(os.Getenv("CHATKIT_WEBHOOK_SECRET")))
	fmt.Fprintf(mac, "%d.%s", seconds, body)
	expected := fmt.Appendf(nil, "v1=%x", mac.Sum(nil))
	same := func(part string) bool { return hmac.Equal([]byte(part), expected) }
	genuine := slices.ContainsFunc(strings.Split(signature, ","), same)
	return genuine && time.Since(time.Unix(seconds, 0)).Abs() <= 5*time.Minute
}

func webhook(writer http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body)
	var turn struct {
		Type  string
		Input struct{ Content []struct{ Text string } }
	}
	signature := request.Header.Get("X-ChatKit-Signature")
	if !isGenuine(signature, body) || json.Unmarshal(body, &turn) != nil || turn.Type != "respond" {
		http.Error(writer, "not signed, or not a turn", http.StatusForbidden)
		return
	}
	said, id := "", "msg_"+request.Header.Get("X-ChatKit-Run")
	for _, part := range turn.Input.Content {
		said += part.Text
	}
	writer.Header().Set("Content-Type", "text/event-stream")
	send := func(event object) {
		data, _ := json.Marshal(event)
		fmt.Fprintf(writer, "data: %s\n\n", data)
		http.NewResponseController(writer).Flush()
	}
	item := object{"id": id, "type": "assistant_message", "content": []object{}}
	send(object{"type": "thread.set", "title": fmt.Sprintf("Talk: %.40s", said)})
	send(object{"type": "thread.item.added", "item": item})
	for _, delta := range strings.SplitAfter("You said: "+said, " ") {
		update := object{"type": deltaType, "content_index": 0, "delta": delta}
		send(object{"type": "thread.item.updated", "item_id": id, "update": update})
	}
	item["content"] = []object{{"type": "output_text", "text": "You said: " + said}}
	send(object{"type": "thread.item.done", "item": item})
}

func main() { panic(http.ListenAndServe("127.0.0.1:"+os.Args[1], http.HandlerFunc(webhook))) }
